"""What the pages of a site may load, said in their meta and in a header of their host."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""What a page may load, by Content Security Policy Level 3: nothing of another host."""

ENGINE_POLICY = (
    POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    + "; worker-src 'self'"
)
"""What the page that runs queries in the browser of its visitor may: a worker, and WebAssembly."""
