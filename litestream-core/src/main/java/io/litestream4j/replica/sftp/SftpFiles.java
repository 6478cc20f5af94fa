package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.replica.remote.RemoteFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Files of an SFTP server. */
final class SftpFiles implements RemoteFiles {

    private static final Set<String> SELF_AND_PARENT = Set.of(".", "..");

    private static final int MKDIR_ATTEMPTS = 10;

    private final SftpConnections connections;

    SftpFiles(SftpConnections connections) {
        this.connections = connections;
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        return call("list", directory, sftp -> {
            List<Entry> entries = new ArrayList<>();
            try (CloseableHandle handle = sftp.openDir(directory.isEmpty() ? "/" : directory)) {
                for (List<DirEntry> some = sftp.readDir(handle); some != null; some = sftp.readDir(handle)) {
                    some.stream()
                            .filter(entry -> !SELF_AND_PARENT.contains(entry.getFilename()))
                            .forEach(entry -> entries.add(entry(entry.getFilename(), entry.getAttributes())));
                }
            }
            return entries;
        });
    }

    private static Entry entry(String name, Attributes attributes) {
        return new Entry(
                name,
                !attributes.isRegularFile(),
                attributes.getSize(),
                attributes.getModifyTime().toInstant());
    }

    @Override
    public Optional<Entry> find(String path) throws IOException {
        try {
            return call("look for", path, sftp -> Optional.of(entry(name(path), sftp.stat(path))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasRoot() {
        return true;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public InputStream open(String path, long offset, long length) throws IOException {
        return call("read", path, sftp -> SftpInputStream.open(sftp, path, offset, length));
    }

    @Override
    public void write(String path, UploadSource source, Instant modified) throws IOException {
        call("write", path, sftp -> {
            SftpUpload.write(sftp, path, source, modified);
            return path;
        });
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            call("delete", path, sftp -> {
                sftp.remove(path);
                return path;
            });
        } catch (NoSuchFileException e) {
            // fine
        }
    }

    @Override
    public void move(String from, String to) throws IOException {
        // Renaming replaces on some servers.
        requireFree(to);
        rename(from, to);
    }

    private void rename(String from, String to) throws IOException {
        try {
            call("rename", from, sftp -> {
                sftp.rename(from, to);
                return to;
            });
        } catch (SftpFailureException e) {
            requireFree(to);
            throw e;
        }
    }

    private void requireFree(String path) throws IOException {
        if (find(path).isPresent()) {
            throw new FileAlreadyExistsException(path);
        }
    }

    @Override
    public void replace(String from, String to) throws IOException {
        call("replace " + to + " by", from, sftp -> {
            OpenSSHPosixRenameExtension rename = sftp.getExtension(OpenSSHPosixRenameExtension.class);
            if (rename == null || !rename.isSupported()) {
                throw new IOException("the SFTP server of " + connections.settings() + " cannot replace " + to
                        + ": it does not offer posix-rename@openssh.com, which leases need");
            }
            rename.posixRename(from, to);
            return to;
        });
    }

    @Override
    public boolean canLink() throws IOException {
        return connections.call(sftp -> new HardLinkExtension(sftp).isSupported());
    }

    @Override
    public boolean link(String from, String to) throws IOException {
        try {
            return call("link", from, sftp -> {
                new HardLinkExtension(sftp).link(from, to);
                return true;
            });
        } catch (ReplicaUnavailableException | SftpFailureException e) {
            // The same answers stand for a name that is taken and for a file system that knows no links.
            requireFree(to);
            if (e instanceof ReplicaUnavailableException && !(e.getCause() instanceof SftpException)) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public boolean makeDirectory(String path) throws IOException {
        try {
            return tryMakeDirectory(path);
        } catch (NoSuchFileException e) {
            if (path.lastIndexOf('/') <= 0) {
                throw e;
            }
            makeDirectory(path.substring(0, path.lastIndexOf('/')));
            return tryMakeDirectory(path);
        }
    }

    /**
     * Makes a directory whose parent is there. "Failure" stands for a name that is taken as well as for a full disk; when
     * nothing is to be seen there it is asked again, as somebody else may have deleted a directory just now.
     */
    private boolean tryMakeDirectory(String path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                call("make directory", path, sftp -> {
                    sftp.mkdir(path);
                    return path;
                });
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (SftpFailureException e) {
                Optional<Entry> there = find(path);
                if (there.isPresent() && there.get().directory()) {
                    return false;
                }
                if (there.isPresent()) {
                    throw SftpConnection.unavailable(
                            connections.settings(), path + " is a file, but has to be a directory", e);
                }
                if (attempt == MKDIR_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void moveDirectory(String from, String to) throws IOException {
        rename(from, to);
    }

    @Override
    public void deleteDirectory(String path) throws IOException {
        try {
            for (Entry entry : list(path)) {
                delete(path + "/" + entry.name());
            }
            call("delete directory", path, sftp -> {
                sftp.rmdir(path);
                return path;
            });
        } catch (NoSuchFileException e) {
            // fine
        }
    }

    private <T> T call(String action, String path, SftpConnections.Request<T> request) throws IOException {
        try {
            return connections.call(request);
        } catch (SftpException e) {
            throw failure(action, path, e);
        }
    }

    private IOException failure(String action, String path, SftpException e) {
        return switch (e.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                because(new NoSuchFileException(path), e);
            case SftpConstants.SSH_FX_FILE_ALREADY_EXISTS -> because(new FileAlreadyExistsException(path), e);
            case SftpConstants.SSH_FX_PERMISSION_DENIED ->
                SftpConnection.unavailable(
                        connections.settings(),
                        "give the user '" + connections.settings().user() + "' the right to " + action + " " + path,
                        e);
            default ->
                new SftpFailureException(
                        "cannot " + action + " " + path + " in replica " + connections.settings() + ": "
                                + e.getMessage(),
                        e);
        };
    }

    private static IOException because(IOException failure, SftpException cause) {
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        connections.close();
    }
}
