package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.Optional;

/** Has no copies; what is written is in memory until it is uploaded. */
class NoLocalFiles implements LocalFiles {

    @Override
    public Optional<InputStream> open(int level, LtxFileName name, long offset, long length) throws IOException {
        return Optional.empty();
    }

    @Override
    public Optional<LocalFile> find(int level, TxId first) throws IOException {
        return Optional.empty();
    }

    @Override
    public LocalFile write(int level, LtxFileName name, Instant created, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(Channels.newChannel(bytes));
        return new LocalFile(name, created, new BytesSource(bytes.toByteArray()));
    }

    @Override
    public void discard(int level, LtxFileName name) {
        // Nothing is kept.
    }

    @Override
    public void trim(Contents replica) {
        // Nothing is kept.
    }
}
