package io.litestream4j.replica.nats;

import io.nats.client.api.ObjectInfo;

/**
 * An object of the store, or the mark that a deletion has left.
 *
 * @param info its meta data
 * @param sequence where its meta message is in the stream; another content has another one
 */
record StoredObject(ObjectInfo info, long sequence) {

    boolean isThere() {
        return !info.isDeleted() && !info.isLink();
    }

    String nuid() {
        return String.valueOf(info.getNuid());
    }
}
