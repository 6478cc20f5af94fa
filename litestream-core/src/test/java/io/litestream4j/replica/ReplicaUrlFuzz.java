package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.testing.FuzzTarget;
import java.nio.charset.StandardCharsets;

/** Replica URLs, and what may be the name of a file in a listing or a time in its metadata. */
public final class ReplicaUrlFuzz implements FuzzTarget {

    @Override
    public void test(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        LtxFileName.parse(text)
                .ifPresent(name -> FuzzTarget.require(name.toString().equals(text), name));
        ReplicaTimestamp.parse(text);
        try {
            check(ReplicaUrl.parse(text));
        } catch (IllegalArgumentException e) {
            FuzzTarget.require(e.getMessage() != null, "no message");
        }
    }

    private static void check(ReplicaUrl url) {
        String shown = url.toString();
        FuzzTarget.require(!shown.contains("?"), shown);
        FuzzTarget.require(shown.startsWith(url.type() + "://"), shown);
        FuzzTarget.require(!url.parameters().containsKey(""), url.parameters());
        String authority = String.valueOf(url.uri().getRawAuthority());
        int colon = authority.indexOf(':');
        int at = authority.lastIndexOf('@');
        if (colon >= 0 && at > colon) {
            FuzzTarget.require(shown.startsWith(url.type() + "://" + authority.substring(0, colon) + ":***@"), shown);
        } else if (at >= 0 && url.type().equals("nats")) {
            FuzzTarget.require(shown.startsWith("nats://***@"), shown);
        }
    }
}
