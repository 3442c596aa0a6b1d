"""Static files, answered by WhiteNoise without Django."""

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

from taxonomy_site.plain import Answer, refusal

_ASKED = {
    "HTTP_ACCEPT_ENCODING": "accept-encoding",
    "HTTP_IF_NONE_MATCH": "if-none-match",
    "HTTP_IF_MODIFIED_SINCE": "if-modified-since",
    "HTTP_RANGE": "range",
}


class StaticFiles:
    """The collected files, as they were when the process started."""

    def __init__(self) -> None:
        found = WhiteNoiseMiddleware(lambda request: None)
        self.prefix = found.static_prefix
        self._files = found.files

    def answer(self, method: str, path: str, headers: Any) -> Answer:
        """The file of a path, or of a part of it; 404 in plain text where there is none."""
        file = self._files.get(path)
        if file is None:
            return refusal("404 Not Found", "There is no such file.")
        told = {key: value for key, name in _ASKED.items() if (value := headers.get(name)) is not None}
        response = file.get_response(method, told)
        if response.file is None:
            body = b""
        else:
            with response.file:
                body = response.file.read()
        return Answer(f"{int(response.status)} {response.status.phrase}", list(response.headers), body)
