package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaOptions;
import java.nio.file.Path;

/** A server for the tests, which sees the files of this machine. */
interface SftpTestServer extends AutoCloseable {

    /** Returns how a client gets at the replica of a name. */
    ReplicaOptions options(String name);

    /** Returns where the replica of a name is on the disk. */
    Path path(String name);

    /** Returns the host key in OpenSSH's form. */
    String hostKey();

    @Override
    void close();
}
