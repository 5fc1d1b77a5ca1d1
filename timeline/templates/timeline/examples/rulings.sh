curl --silent --fail "{{ site_url }}/api/v1/events/?dispute=jedi&type=ruling&limit=5"
