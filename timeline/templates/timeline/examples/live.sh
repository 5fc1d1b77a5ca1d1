# Prints every change when it comes, until you stop it (Ctrl-C).
curl --silent --fail --location --no-buffer --header "Accept: text/event-stream" "{{ site_url }}/streams/changes/"
