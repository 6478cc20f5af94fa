package io.litestream4j.replica.sftp;

import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;

/** Writes a file: bytes, time, then sync. The answers to the writes are awaited only at the end. */
final class SftpUpload {

    private static final int LIBRARY_DEFAULT = 0;

    private SftpUpload() {}

    static void write(AbstractSftpClient sftp, String path, UploadSource source, Instant modified) throws IOException {
        try (CloseableHandle handle = sftp.open(path, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
            copy(sftp, path, source, handle);
            FileTime time = FileTime.from(modified);
            sftp.setStat(handle, new Attributes().accessTime(time).modifyTime(time));
            OpenSSHFsyncExtension sync = sftp.getExtension(OpenSSHFsyncExtension.class);
            if (sync != null && sync.isSupported()) {
                sync.fsync(handle);
            }
        }
    }

    private static void copy(AbstractSftpClient sftp, String path, UploadSource source, CloseableHandle handle)
            throws IOException {
        long count;
        try (InputStream in = source.open();
                SftpOutputStreamAsync out = new SftpOutputStreamAsync(sftp, LIBRARY_DEFAULT, path, handle, false)) {
            count = in.transferTo(out);
        }
        if (count != source.size()) {
            throw new IOException("the source of " + path + " has " + count + " bytes, expected " + source.size());
        }
    }
}
