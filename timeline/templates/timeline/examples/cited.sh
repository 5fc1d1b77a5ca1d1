seq=$(curl --silent --fail "{{ site_url }}/api/v1/disputes/jedi/" | sed 's/.*"seq":\([0-9]*\).*/\1/')
curl --silent --fail "{{ site_url }}/api/v1/citation-status/?seq=$seq"
