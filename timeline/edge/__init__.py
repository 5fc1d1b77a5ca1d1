"""The caches in front of the site (a CDN, a Varnish): what answers are filed under there, and let go of when."""
