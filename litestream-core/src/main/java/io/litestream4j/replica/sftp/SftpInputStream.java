package io.litestream4j.replica.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.sshd.common.io.WritePendingException;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;

/** A range of a file, read ahead up to its end. For one thread. */
final class SftpInputStream extends InputStream {

    /** What servers send in one answer at most. */
    private static final int REQUEST_SIZE = 32 * 1024;

    private final SftpInputStreamAsync in;
    private long left;

    private SftpInputStream(SftpInputStreamAsync in, long left) {
        this.in = in;
        this.left = left;
    }

    static InputStream open(AbstractSftpClient sftp, String path, long offset, long length) throws IOException {
        CloseableHandle handle = sftp.open(path, OpenMode.Read);
        try {
            long size = sftp.stat(handle).getSize();
            long end = length < 0 ? size : Math.min(size, offset + length);
            return new SftpInputStream(
                    new SftpInputStreamAsync(sftp, REQUEST_SIZE, offset, end, path, handle), Math.max(0, end - offset));
        } catch (IOException | RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        try {
            // The library's stream fills what it is asked to fill, or throws and loses what it has filled so far. So it
            // is
            // asked for no more than one answer: on a bad network a long range could not be read on from where it
            // broke.
            int wanted = Math.min(length, REQUEST_SIZE);
            int read = in.read(target, offset, (int) Math.min(wanted, left));
            left -= Math.max(read, 0);
            return read;
        } catch (IOException e) {
            throw Interrupts.or(e, () -> new IOException("cannot read " + in.getPath() + ": " + e.getMessage(), e));
        } catch (WritePendingException e) {
            throw new IOException("cannot read " + in.getPath() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException | WritePendingException e) {
            // The connection has broken, or is given up as soon as somebody else uses it, which closes the file on the
            // server, too.
        }
    }
}
