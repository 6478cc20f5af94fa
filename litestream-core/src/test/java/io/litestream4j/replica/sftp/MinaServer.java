package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.LeftoverCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** A server in this JVM, which shows its clients one directory as their root. */
final class MinaServer implements SftpTestServer {

    static final String PASSWORD = "p@ss:w/rd";

    private final Path directory;
    private final SshServer server = SshServer.setUpDefaultServer();

    private SftpFileSystemAccessor renaming = SftpFileSystemAccessor.DEFAULT;

    private MinaServer(Path directory) {
        this.directory = directory;
    }

    static MinaServer start(Path directory) throws IOException {
        return new MinaServer(directory).start();
    }

    /** Starts a server that offers replacing, but no links. */
    static MinaServer startWithoutLinks(Path directory) throws IOException {
        MinaServer server = new MinaServer(directory);
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server.server, "posix-rename@openssh.com=1");
        return server.start();
    }

    /** Starts a server that offers no links, and whose plain rename takes the place of another file. */
    static MinaServer startReplacingWithoutLinks(Path directory) throws IOException {
        MinaServer server = new MinaServer(directory);
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server.server, "posix-rename@openssh.com=1");
        server.renaming = new Replacing();
        return server.start();
    }

    private MinaServer start() throws IOException {
        LeftoverCheck.isServed(directory);
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> PASSWORD.equals(password));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(renaming)
                .build()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(directory));
        server.start();
        return this;
    }

    @Override
    public ReplicaOptions options(String name) {
        return ReplicaOptions.of(url("p%40ss%3Aw%2Frd", name)).withSettings(Map.of("host-key", hostKey()));
    }

    ReplicaUrl url(String password, String name) {
        return ReplicaUrl.parse("sftp://backup:" + password + "@127.0.0.1:" + server.getPort() + "/" + name);
    }

    @Override
    public Path path(String name) {
        return directory.resolve(name);
    }

    @Override
    public String hostKey() {
        KeyPairProvider keys = server.getKeyPairProvider();
        try {
            return PublicKeyEntry.toString(keys.loadKeys(null).iterator().next().getPublic());
        } catch (IOException | java.security.GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Changes the user's password, and ends the sessions that were begun with another. */
    void setPassword(String changed) {
        server.setPasswordAuthenticator((user, password, session) -> changed.equals(password));
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    SshServer server() {
        return server;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Replacing implements SftpFileSystemAccessor {

        @Override
        public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
                throws IOException {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
