vcl 4.1;
# A Varnish 7 before the site: keeps public answers as long as these say, and lets go of them by their keys.
# The site then runs with CDN_PURGE_URLS=http://varnish:6081/ and CDN_PURGE_SECRET="X-Purge-Secret: …", this with the
# same secret in its environment as PURGE_SECRET. The proxy that ends TLS stands before it and names the host.

import std;

backend web {
    .host = "web";
    .port = "8000";
    .first_byte_timeout = 60s;
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (std.getenv("PURGE_SECRET") == "" || req.http.X-Purge-Secret != std.getenv("PURGE_SECRET")) {
            return (synth(403));
        }
        # The keys become a pattern: nothing else may stand in them.
        if (req.http.Surrogate-Key !~ "^[a-z0-9:_ -]+$") {
            return (synth(400));
        }
        set req.http.X-Pattern = "(^|\s)(" + regsuball(req.http.Surrogate-Key, " +", "|") + ")(\s|$)";
        # Of the object alone, not of the request: so the ban lurker clears what nobody asks for, too.
        if (std.ban("obj.http.Surrogate-Key ~ " + req.http.X-Pattern)) {
            return (synth(200));
        }
        return (synth(500, std.ban_error()));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The desk has cookies; nothing else has, whatever a browser sends. Streams are not kept and not waited for.
    if (req.url ~ "^/(admin|streams|health|metrics|hooks)(/|$)") {
        return (pass);
    }
    unset req.http.Cookie;
}

sub vcl_backend_response {
    # What only shared caches are told (RFC 9213), and until when; browsers keep to Cache-Control.
    if (beresp.http.CDN-Cache-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, ".*max-age=([0-9]+).*", "\1s"), 60s);
    }
    # A page that was let go of is made anew, not served once more meanwhile.
    set beresp.grace = 0s;
    if (bereq.uncacheable || beresp.http.Cache-Control ~ "no-store|private" || beresp.http.Set-Cookie) {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    }
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
    unset resp.http.CDN-Cache-Control;
    # Browsers ask again after their own minute, whatever the age of our copy.
    unset resp.http.Age;
}
