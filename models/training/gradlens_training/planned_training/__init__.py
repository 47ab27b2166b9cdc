"""Trainings that were set up on the page, by the page's definitions (src/engine/training): plan.json in, results.json out."""
