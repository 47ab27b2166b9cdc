"""Golden values of attacks for the page's engine, from unmodified reference packages.

Layout is that of the page: images are (N, height, width, channels). Walks are
computed in float64 and stored as float32; verdicts are those of float32.
"""
