package io.litestream4j.restore;

/** What happens to a database that has lost its last commits with the power, while the replica has them. */
public enum OnBehind {
    /** The newest state is restored; what is there is moved aside. */
    ROLL_FORWARD,
    /** The older state goes on: a full copy of it follows above the replica's last TXID. What was lost stays restorable. */
    FULL,
    /** The start fails. */
    FAIL
}
