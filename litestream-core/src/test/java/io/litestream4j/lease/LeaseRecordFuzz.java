package io.litestream4j.lease;

import io.litestream4j.testing.FuzzTarget;

/** Lease objects, which anybody may have written. */
public final class LeaseRecordFuzz implements FuzzTarget {

    @Override
    public void test(byte[] input) {
        LeaseRecord lease;
        try {
            lease = LeaseRecord.parse(input);
        } catch (IllegalArgumentException e) {
            return;
        }
        FuzzTarget.require(LeaseRecord.parse(lease.toJson()).equals(lease), lease);
        FuzzTarget.require(lease.released().isReleased(), lease);
        FuzzTarget.require(lease.holder() != null, lease);
    }
}
