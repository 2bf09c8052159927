"""The band of a running job, which its page asks for again and again."""

from flask import Response, render_template

from eventmgr.shared.job_progress import JobProgress


def band_or_reload(progress: JobProgress | None, address: str) -> Response:
    """The band to stand in place of the last one; when the job has ended the page is loaded anew.

    `address` is where the page asks: the one that answers with this.
    """
    if progress is None:
        return Response("", headers={"HX-Refresh": "true"})
    return Response(render_template("web/job_band.html", progress=progress, address=address))
