package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemKindTests {

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "NFS4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.gcsfuse"})
    void networkFileSystemsAreKnown(String type) {
        assertThat(new FileSystemKind(type).isNetwork()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "apfs", "NTFS", "fuse.ntfs-3g", "fuseblk"})
    void localFileSystemsAreNot(String type) {
        assertThat(new FileSystemKind(type).isNetwork()).isFalse();
    }

    @Test
    void kindOfAFileThatIsMissingIsThatOfItsDirectory(@TempDir Path directory) throws Exception {
        assertThat(FileSystemKind.of(directory.resolve("not/there.db"))).isEqualTo(FileSystemKind.of(directory));
    }
}
