"""Signs and reads docs/reference/receipt-vectors.json again, by what docs/reference/receipt.md says."""
import base64, hashlib, hmac, io, json, struct, sys
hows = ["Normal", "Fallback", "CircuitOpen", "Override", "Shadow"]
vectors = json.load(open(sys.argv[1], encoding="utf-8"))
def sha(key, message): return hmac.new(key, message, hashlib.sha256).digest()
keys = {key["id"]: sha(base64.b64decode(key["secret"]), b"contender.dev/receipts\x01") for key in vectors["keys"]}
def bytes_of(text):
    try: found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError: return b""
    return found if base64.urlsafe_b64encode(found).decode().rstrip("=") == text else b""
def fields(body):
    at = io.BytesIO(body)
    def whole(size): return int.from_bytes(at.read(size), "big")
    def varint(): return byte % 128 + 128 * varint() if (byte := whole(1)) >= 128 else byte
    def double(): return struct.unpack(">d", at.read(8))[0]
    def text(): return at.read(whole(1)).decode()
    def variant(): return text() + "@" + at.read(4).hex()
    whole(1), text()
    r = {"tag": whole(4), "exposedAtMs": whole(6), "instance": at.read(8).hex(), "sequence": whole(6)}
    flags, r["assigned"] = whole(1), variant()
    r["answering"] = variant() if flags & 16 else r["assigned"]
    r.update(how=hows[flags % 8], propensity=double(), round=varint(), epoch=varint(), slice=varint(), planRevision=varint(), bucket=whole(1))
    if flags & 8: r["unitHash"] = whole(7) / 2**53
    there, kinds = whole(1), {"label": text, "value": double, "probability": double, "probabilities": lambda: [[text(), double()] for _ in range(whole(1))]}
    return {**r, "values": {name: read() for bit, (name, read) in enumerate(kinds.items()) if there >> bit & 1}}
def judged(text, terms, only_signed=False):
    found = bytes_of(text)
    if len(found) < 18 or found[0] != 1 or not 1 <= found[1] <= 16: return "ReceiptMalformed"
    if (key := keys.get(found[2:2 + found[1]].decode())) is None: return "ReceiptForeign"
    if not hmac.compare_digest(sha(key, found[:-16])[:16], found[-16:]): return "ReceiptTampered"
    if only_signed: return "ReceiptMalformed"  # what is wrong inside is left to stricter readers
    r = fields(found[:-16])
    if r["tag"] != terms["tag"]: return "ReceiptForeign"
    if r["exposedAtMs"] > terms["nowMs"] + 60_000: return "ReceiptFromFuture"
    return "ReceiptExpired" if r["exposedAtMs"] + terms["acceptForMs"] < terms["nowMs"] else r
for row in vectors["receipts"]:
    assert judged(row["text"], {**row["receipt"], "nowMs": row["receipt"]["exposedAtMs"], "acceptForMs": 0}) == row["receipt"], row["about"]
for row in vectors["refused"]:
    assert judged(row["text"], row.get("terms", vectors["terms"]), row["about"].endswith(", signed")) == row["failure"], row["about"]
