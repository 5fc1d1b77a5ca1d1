seq=$(curl --silent --fail "{{ site_url }}/api/v1/" | sed 's/.*"newest_seq":\([0-9]*\).*/\1/')
curl --silent --fail "{{ site_url }}/api/v1/disputes/jedi/?as_of=$seq"
