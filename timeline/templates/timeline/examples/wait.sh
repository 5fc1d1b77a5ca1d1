seq=$(curl --silent --fail "{{ site_url }}/api/v1/" | sed 's/.*"newest_seq":\([0-9]*\).*/\1/')
# Answers as soon as something is published, or with an empty list after thirty seconds.
curl --silent --fail --location "{{ site_url }}/api/v1/changes/?since=$seq&wait=30&omit=document"
