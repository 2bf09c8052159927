"""The program's door: `flask --app app …` finds `app` here, `python app.py` serves it."""

from eventmgr.factory import create_app

app = create_app()

if __name__ == "__main__":
    from eventmgr.operations.serving import serve

    raise SystemExit(serve(app))
