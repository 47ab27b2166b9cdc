"""Plans that were set up on the page, carried out by PyTorch: plan.json in, results.json out."""
