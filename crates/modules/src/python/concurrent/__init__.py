# Concurrency: see `concurrent.futures`.
