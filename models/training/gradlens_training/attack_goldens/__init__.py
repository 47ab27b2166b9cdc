"""Golden values of attacks for the page's engine, from unmodified reference packages.

The layout is that of the page: images are (N, height, width, channels). Walks are
computed in float64 and stored as float32; verdicts are computed in float32.
"""
