"""The whole tool in one HTML file: what runs inside it, and how the file is put together.

``engine`` answers what the page asks, in Python that runs in the browser; ``workspace`` holds the files it is asked
about; ``screens`` are the pages around the form; ``page`` puts the file together and fills in a firm. The templates and
scripts are in ``templates/one_file``. The parts from which Python runs are brought by ``tools/page``. Nothing here
opens a network or starts a process.
"""
