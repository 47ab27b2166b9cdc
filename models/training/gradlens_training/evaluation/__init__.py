"""The measurements that `evaluate.py` writes into a manifest, one file each."""
