"""The same data as a tutorial would serve it: ModelViewSet, nested serializers, prefetching, pages with COUNT.

It is what the API is measured against; it runs in a process of its own and only within the benchmark.
"""
