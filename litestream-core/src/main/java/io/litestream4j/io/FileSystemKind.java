package io.litestream4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The kind of a file system.
 *
 * @param type its name for the operating system, such as {@code ext4}
 */
public record FileSystemKind(String type) {

    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "9p",
            "afs",
            "afpfs",
            "ceph",
            "gfs",
            "gfs2",
            "glusterfs",
            "lustre",
            "ncpfs",
            "ocfs2",
            "webdav",
            "davfs",
            "vboxsf",
            "vmhgfs");

    private static final Set<String> NETWORK_IN_USER_SPACE = Set.of(
            "sshfs",
            "s3fs",
            "rclone",
            "gcsfuse",
            "glusterfs",
            "davfs",
            "ceph",
            "smbnetfs",
            "juicefs",
            "blobfuse",
            "blobfuse2",
            "mount-s3",
            "goofys");

    /** Looks what a file or directory, or the nearest directory above it that exists, is on. */
    public static FileSystemKind of(Path path) throws IOException {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return new FileSystemKind(Files.getFileStore(existing).type());
    }

    /**
     * Returns whether other machines may have the same files open. Such a system has to pass every lock and every byte of
     * shared memory on for SQLite's WAL mode to be safe, and none does.
     */
    public boolean isNetwork() {
        String name = type.toLowerCase(Locale.ROOT);
        return name.startsWith("fuse.")
                ? NETWORK_IN_USER_SPACE.contains(name.substring("fuse.".length()))
                : NETWORK.contains(name);
    }
}
