package io.litestream4j.replica.sftp;

import java.io.IOException;
import org.apache.sshd.sftp.common.SftpException;

/** The server has answered that it could not do something, and the protocol has no better word for why. */
final class SftpFailureException extends IOException {

    private static final long serialVersionUID = 1L;

    SftpFailureException(String message, SftpException cause) {
        super(message, cause);
    }
}
