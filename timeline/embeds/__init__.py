"""The record inside other sites: compact pages for iframes that need no script, and oEmbed that finds them."""
