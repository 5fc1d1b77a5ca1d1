url="{{ site_url }}/api/v1/statements/?dispute=jedi"
curl --silent --fail --etag-save etag.txt --output statements.json "$url"
# Later: nothing is sent (status 304) and the file stays as it is, unless something was published meanwhile.
curl --silent --fail --etag-compare etag.txt --etag-save etag.txt --output newer.json --write-out "%{http_code}\n" "$url"
