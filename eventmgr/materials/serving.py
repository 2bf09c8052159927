"""Handing out what a material holds: a file by its checked type, or the way to a link."""

from flask import Response, redirect, send_file
from werkzeug.wrappers import Response as Answer

from eventmgr.materials.content_kinds import KINDS
from eventmgr.materials.queries import Content
from eventmgr.shared.files import file_path


def hand_out(content: Content) -> Answer:
    """The file (shown by the browser only where that is safe, else a download), or a redirect to the link.

    Raises FileNotFoundError when the data folder lost the file.
    """
    if content.link:
        answer: Answer = redirect(content.link, 302)
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer
    kind = KINDS.get(content.type)
    response: Response = send_file(
        file_path(content.file_uid),
        content.type,
        as_attachment=kind is None or not kind.is_safe_inline,
        download_name=content.name,
        conditional=True,
        etag=content.file_uid,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response
