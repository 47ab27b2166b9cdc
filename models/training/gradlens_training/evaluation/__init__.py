"""The measurements that `evaluate.py` writes into a manifest, one per file."""
