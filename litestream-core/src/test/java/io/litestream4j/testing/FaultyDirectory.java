package io.litestream4j.testing;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import io.litestream4j.testing.FaultyDisk.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A directory of a {@link FaultyDisk}: every call, and every read and write of a file, is a step of it. */
final class FaultyDirectory implements StorageDirectory {

    private final StorageDirectory delegate;
    private final FaultyDisk disk;

    FaultyDirectory(StorageDirectory delegate, FaultyDisk disk) {
        this.delegate = delegate;
        this.disk = disk;
    }

    /** Something that changes the disk. */
    private interface Change {
        void make() throws IOException;
    }

    private void change(Kind kind, String name, Change change) throws IOException {
        Path file = resolve(name);
        Optional<Fault> fault = disk.step(kind, file);
        if (fault.isPresent() && fault.get() == Fault.PARTIAL) {
            // A name is given or not.
            throw FaultyDisk.failure(file);
        }
        change.make();
        if (fault.isPresent()) {
            throw FaultyDisk.failure(file);
        }
    }

    private void read(String name) throws IOException {
        if (disk.step(Kind.READ, resolve(name)).isPresent()) {
            throw FaultyDisk.failure(resolve(name));
        }
    }

    private Path resolve(String name) {
        return path().resolve(name);
    }

    @Override
    public Path path() {
        return delegate.path();
    }

    @Override
    public List<Entry> list() throws IOException {
        read("");
        return delegate.list();
    }

    @Override
    public StorageOutput create(String name) throws IOException {
        Optional<Fault> fault = disk.step(Kind.WRITE, resolve(name));
        StorageOutput output = delegate.create(name);
        disk.unsynced().created(resolve(name));
        if (fault.isPresent()) {
            output.close();
            throw FaultyDisk.failure(resolve(name));
        }
        return new FaultyOutput(output, resolve(name));
    }

    @Override
    public CloseableDataBlock open(String name) throws IOException {
        read(name);
        return new FaultyBlock(delegate.open(name), name);
    }

    @Override
    public void setModified(String name, Instant modified) throws IOException {
        change(Kind.WRITE, name, () -> delegate.setModified(name, modified));
    }

    @Override
    public void syncFile(String name) throws IOException {
        change(Kind.WRITE, name, () -> {
            delegate.syncFile(name);
            disk.unsynced().synced(resolve(name));
        });
    }

    @Override
    public void publish(String from, String to) throws IOException {
        change(Kind.WRITE, to, () -> {
            delegate.publish(from, to);
            disk.unsynced().renamed(resolve(from), resolve(to));
        });
    }

    @Override
    public void replace(String from, String to) throws IOException {
        change(Kind.WRITE, to, () -> {
            disk.unsynced().willGo(resolve(to));
            delegate.replace(from, to);
            disk.unsynced().renamed(resolve(from), resolve(to));
        });
    }

    @Override
    public void delete(String name) throws IOException {
        change(Kind.DELETE, name, () -> {
            disk.unsynced().willGo(resolve(name));
            delegate.delete(name);
        });
    }

    @Override
    public void sync() throws IOException {
        change(Kind.WRITE, "", () -> {
            delegate.sync();
            disk.unsynced().directorySynced(path());
        });
    }

    private final class FaultyBlock implements CloseableDataBlock {

        private final CloseableDataBlock block;
        private final String name;

        FaultyBlock(CloseableDataBlock block, String name) {
            this.block = block;
            this.name = name;
        }

        @Override
        public long size() throws IOException {
            return block.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            FaultyDirectory.this.read(name);
            return block.read(target, position);
        }

        @Override
        public void close() throws IOException {
            block.close();
        }
    }

    private final class FaultyOutput implements StorageOutput {

        private final StorageOutput output;
        private final Path file;

        FaultyOutput(StorageOutput output, Path file) {
            this.output = output;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            Optional<Fault> fault = disk.step(Kind.WRITE, file);
            int length = source.remaining();
            int wanted = fault.isPresent() && fault.get() == Fault.PARTIAL ? length / 2 : length;
            int taken = disk.take(wanted);
            output.write(source.slice(source.position(), taken));
            source.position(source.position() + taken);
            if (taken < wanted) {
                throw FaultyDisk.noSpace(file);
            }
            if (fault.isPresent()) {
                throw FaultyDisk.failure(file);
            }
            return length;
        }

        @Override
        public long size() throws IOException {
            return output.size();
        }

        @Override
        public void sync() throws IOException {
            change(Kind.WRITE, file.getFileName().toString(), () -> {
                output.sync();
                disk.unsynced().synced(file);
            });
        }

        @Override
        public boolean isOpen() {
            return output.isOpen();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
