"""Training, evaluation and oracles of the Gradlens model zoo, in PyTorch."""
