package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server with one user that does WebDAV below {@code /dav/}; its files are those in {@code root/dav}. */
final class WebDavServer implements AutoCloseable {

    static final String PASSWORD = "p@ss:w/rd";

    private static final String APACHE_MODULES = "/usr/lib/apache2/modules";

    private static final String ENCODED_PASSWORD = "p%40ss%3Aw%2Frd";

    private final Path directory;
    private final TestServer server;
    private final String scheme;

    private WebDavServer(Path directory, TestServer server, String scheme) {
        this.directory = directory;
        this.server = server;
        this.scheme = scheme;
    }

    static WebDavServer apache(Path parent, int port) throws IOException {
        return apache(prepare(parent), port, "", "webdav");
    }

    /** Starts a server that does TLS with {@code certificate.pem} and {@code key.pem} in the directory. */
    static WebDavServer apacheWithTls(Path parent, int port) throws IOException {
        return apache(prepare(parent), port, """
                LoadModule ssl_module %2$s/mod_ssl.so
                SSLEngine on
                SSLSessionCache none
                SSLCertificateFile %1$s/certificate.pem
                SSLCertificateKeyFile %1$s/key.pem
                """.formatted(parent, APACHE_MODULES), "webdavs");
    }

    private static WebDavServer apache(Path directory, int port, String tls, String scheme) throws IOException {
        Files.writeString(directory.resolve("apache.conf"), """
                ServerRoot %1$s
                ServerName 127.0.0.1
                Listen 127.0.0.1:%2$d
                PidFile %1$s/pid
                ErrorLog /dev/stderr
                %3$s
                LoadModule mpm_event_module %4$s/mod_mpm_event.so
                LoadModule authn_core_module %4$s/mod_authn_core.so
                LoadModule authn_file_module %4$s/mod_authn_file.so
                LoadModule authz_core_module %4$s/mod_authz_core.so
                LoadModule authz_user_module %4$s/mod_authz_user.so
                LoadModule auth_basic_module %4$s/mod_auth_basic.so
                LoadModule dir_module %4$s/mod_dir.so
                LoadModule dav_module %4$s/mod_dav.so
                LoadModule dav_fs_module %4$s/mod_dav_fs.so
                %5$s
                DavLockDB %1$s/locks
                DocumentRoot %1$s/root
                <Location /dav>
                Dav On
                AuthType Basic
                AuthName backup
                AuthUserFile %1$s/users
                Require valid-user
                </Location>
                """.formatted(
                        directory, port, isRoot() ? "User www-data\nGroup www-data" : "", APACHE_MODULES, tls));
        List<String> command =
                List.of(TestServer.program("apache2").toString(), "-X", "-f", directory + "/apache.conf");
        return new WebDavServer(directory, TestServer.start(directory, port, Map.of(), command), scheme);
    }

    static WebDavServer nginx(Path parent, int port) throws IOException {
        Path directory = prepare(parent);
        Files.writeString(
                directory.resolve("nginx.conf"), """
                load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
                daemon off; pid %1$s/pid; error_log /dev/stderr; worker_processes 4; %3$s
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
                  scgi_temp_path %1$s/t4; uwsgi_temp_path %1$s/t5;
                  server {
                    listen 127.0.0.1:%2$d;
                    root %1$s/root;
                    client_max_body_size 0;
                    location /dav/ {
                      auth_basic backup; auth_basic_user_file %1$s/users;
                      dav_methods PUT DELETE MKCOL MOVE; dav_ext_methods PROPFIND OPTIONS;
                    }
                  }
                }
                """.formatted(directory, port, isRoot() ? "user root;" : ""));
        List<String> command = List.of(
                TestServer.program("nginx").toString(), "-p", directory.toString(), "-c", directory + "/nginx.conf");
        return new WebDavServer(directory, TestServer.start(directory, port, Map.of(), command), "webdav");
    }

    private static Path prepare(Path parent) throws IOException {
        Path directory = Files.createDirectories(parent.resolve("server"));
        Files.createDirectories(directory.resolve("root/dav"));
        writePassword(directory, PASSWORD);
        // Apache gives up root's rights.
        for (Path path : List.of(parent, directory, directory.resolve("root"), directory.resolve("root/dav"))) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return directory;
    }

    private static void writePassword(Path directory, String password) throws IOException {
        Files.writeString(directory.resolve("users"), "backup:{SHA}" + sha1(password) + "\n");
    }

    /** Changes the user's password; Apache and nginx look at each request. */
    void setPassword(String password) throws IOException {
        writePassword(directory, password);
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    ReplicaOptions options(String name) {
        return options(ENCODED_PASSWORD, port(), name);
    }

    ReplicaOptions options(String password, int port, String name) {
        return options(password, "127.0.0.1", port, name);
    }

    ReplicaOptions optionsAt(String host, String name) {
        return options(ENCODED_PASSWORD, host, port(), name);
    }

    private ReplicaOptions options(String password, String host, int port, String name) {
        return ReplicaOptions.of(
                ReplicaUrl.parse(scheme + "://backup:" + password + "@" + host + ":" + port + "/dav/" + name));
    }

    int port() {
        return server.port();
    }

    /** Returns the server's processes, to stop them. */
    Stream<ProcessHandle> processes() {
        return Stream.concat(
                Stream.of(server.process().toHandle()), server.process().descendants());
    }

    /** Returns where the replica of a name is on the disk. */
    Path path(String name) {
        return directory.resolve("root/dav").resolve(name);
    }

    @Override
    public void close() {
        server.close();
    }
}
