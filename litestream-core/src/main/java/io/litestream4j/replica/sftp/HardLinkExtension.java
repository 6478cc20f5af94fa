package io.litestream4j.replica.sftp;

import java.io.IOException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.client.extensions.helpers.AbstractSftpClientExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;

/** {@code hardlink@openssh.com}: a second name for a file, if that name is free. */
final class HardLinkExtension extends AbstractSftpClientExtension {

    private static final String NAME = "hardlink@openssh.com";

    HardLinkExtension(AbstractSftpClient client) {
        super(NAME, client, client, client.getServerExtensions().containsKey(NAME));
    }

    void link(String from, String to) throws IOException {
        Buffer buffer = getCommandBuffer(2 * Integer.BYTES + from.length() + to.length());
        buffer.putString(from);
        buffer.putString(to);
        sendAndCheckExtendedCommandStatus(buffer);
    }
}
