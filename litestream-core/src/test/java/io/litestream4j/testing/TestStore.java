package io.litestream4j.testing;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real store for tests that need any of them: one server, and a place for a replica in it. Ends with {@link #close()}. */
public final class TestStore implements AutoCloseable {

    private final TestServer server;
    private final String url;
    private final Map<String, String> settings;

    private TestStore(TestServer server, String url, Map<String, String> settings) {
        this.server = server;
        this.url = url;
        this.settings = settings;
    }

    /** The kinds of stores. */
    public enum Kind {
        /** Azurite, by its account key. */
        AZURE {
            @Override
            public TestStore start(Path directory) throws IOException {
                return azure(directory);
            }
        },
        /** A server that does as Google's, without credentials. */
        GCS {
            @Override
            public TestStore start(Path directory) throws IOException {
                return gcs(directory);
            }
        },
        /** NATS with JetStream. */
        NATS {
            @Override
            public TestStore start(Path directory) throws IOException {
                return nats(directory);
            }
        },
        /** Versity's S3 gateway, which checks signatures. */
        S3 {
            @Override
            public TestStore start(Path directory) throws IOException {
                return s3(directory);
            }
        },
        /** OpenSSH, by a key. */
        SFTP {
            @Override
            public TestStore start(Path directory) throws IOException {
                return sftp(directory);
            }
        },
        /** nginx with WebDAV. */
        WEBDAV {
            @Override
            public TestStore start(Path directory) throws IOException {
                return webDav(directory);
            }
        };

        /**
         * Starts a server on a free port. The test is skipped, visibly, where the server is not installed.
         *
         * @param directory an empty directory, for what the server stores and logs
         */
        public abstract TestStore start(Path directory) throws IOException;
    }

    private static TestStore azure(Path directory) throws IOException {
        String account = "testaccount";
        String key = "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2gh";
        int port = TestServer.freePort();
        TestServer server = TestServer.start(
                directory,
                port,
                Map.of("AZURITE_ACCOUNTS", account + ":" + key),
                List.of(
                        TestServer.program("azurite-blob").toString(),
                        "--blobHost=127.0.0.1",
                        "--blobPort=" + port,
                        "--inMemoryPersistence",
                        "--disableTelemetry",
                        "--silent",
                        "--skipApiVersionCheck"));
        String endpoint = "http://127.0.0.1:" + port + "/" + account;
        new BlobServiceClientBuilder()
                .endpoint(endpoint)
                .credential(new StorageSharedKeyCredential(account, key))
                .buildClient()
                .createBlobContainer("container");
        return new TestStore(
                server,
                "abs://" + account + "@container/backup/notes",
                Map.of("endpoint", endpoint, "account-key", key));
    }

    private static TestStore gcs(Path directory) throws IOException {
        int port = TestServer.freePort();
        Path data = Files.createDirectory(directory.resolve("data"));
        // To this server a directory is a bucket.
        Files.createDirectory(data.resolve("bucket"));
        TestServer server = TestServer.start(
                directory,
                port,
                Map.of(),
                List.of(
                        TestServer.program("fake-gcs-server").toString(),
                        "-scheme=http",
                        "-host=127.0.0.1",
                        "-port=" + port,
                        "-public-host=127.0.0.1:" + port,
                        "-backend=filesystem",
                        "-filesystem-root=" + data,
                        "-log-level=error"));
        return new TestStore(server, "gs://bucket/backup/notes", Map.of("endpoint", "http://127.0.0.1:" + port));
    }

    private static TestStore nats(Path directory) throws IOException {
        int port = TestServer.freePort();
        TestServer server = TestServer.start(
                directory,
                port,
                Map.of(),
                List.of(
                        TestServer.program("nats-server").toString(),
                        "-a",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-js",
                        "-sd",
                        directory.resolve("js").toString()));
        return new TestStore(server, "nats://127.0.0.1:" + port + "/notes", Map.of("create-bucket", "true"));
    }

    private static TestStore s3(Path directory) throws IOException {
        int port = TestServer.freePort();
        Path data = Files.createDirectory(directory.resolve("data"));
        // To this gateway a directory is a bucket.
        Files.createDirectory(data.resolve("bucket"));
        TestServer server = TestServer.start(
                directory,
                port,
                Map.of("ROOT_ACCESS_KEY", "testkey", "ROOT_SECRET_KEY", "testsecret"),
                List.of(
                        TestServer.program("versitygw").toString(),
                        "--port",
                        "127.0.0.1:" + port,
                        "--keep-alive",
                        "posix",
                        "--sidecar",
                        Files.createDirectory(directory.resolve("metadata")).toString(),
                        data.toString()));
        return new TestStore(
                server,
                "s3://bucket/backup/notes",
                Map.of(
                        "endpoint",
                        "http://127.0.0.1:" + port,
                        "access-key-id",
                        "testkey",
                        "secret-access-key",
                        "testsecret"));
    }

    private static TestStore sftp(Path directory) throws IOException {
        int port = TestServer.freePort();
        Path hostKey = sshKey(directory.resolve("host_key"));
        Path userKey = sshKey(directory.resolve("user_key"));
        String user = System.getProperty("user.name");
        if (user.equals("root")) {
            // What Debian's service makes before it starts the server; only a server of root needs it.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path config = Files.writeString(directory.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s.pub
                PidFile none
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                Subsystem sftp internal-sftp
                """.formatted(port, hostKey, userKey));
        TestServer server = TestServer.start(
                directory,
                port,
                Map.of(),
                List.of(TestServer.program("sshd").toString(), "-D", "-e", "-f", config.toString()));
        return new TestStore(
                server,
                "sftp://" + user + "@127.0.0.1:" + port + directory.resolve("notes"),
                Map.of(
                        "key-path",
                        userKey.toString(),
                        "host-key",
                        Files.readString(Path.of(hostKey + ".pub")).trim()));
    }

    private static TestStore webDav(Path directory) throws IOException {
        int port = TestServer.freePort();
        Files.createDirectories(directory.resolve("root/dav"));
        boolean root = System.getProperty("user.name").equals("root");
        Path config = Files.writeString(
                directory.resolve("nginx.conf"), """
                load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
                daemon off; pid %1$s/pid; error_log /dev/stderr; %3$s
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
                  scgi_temp_path %1$s/t4; uwsgi_temp_path %1$s/t5;
                  server {
                    listen 127.0.0.1:%2$d;
                    root %1$s/root;
                    client_max_body_size 0;
                    location /dav/ { dav_methods PUT DELETE MKCOL MOVE; dav_ext_methods PROPFIND OPTIONS; }
                  }
                }
                """.formatted(directory, port, root ? "user root;" : ""));
        TestServer server = TestServer.start(
                directory,
                port,
                Map.of(),
                List.of(TestServer.program("nginx").toString(), "-p", directory.toString(), "-c", config.toString()));
        return new TestStore(server, "webdav://127.0.0.1:" + port + "/dav/notes", Map.of());
    }

    private static Path sshKey(Path file) throws IOException {
        String program = TestServer.program("ssh-keygen").toString();
        Process process = new ProcessBuilder(program, "-q", "-t", "ecdsa", "-N", "", "-f", file.toString())
                .inheritIO()
                .start();
        process.onExit().join();
        return file;
    }

    /** Returns the replica's URL, without secrets. */
    public String url() {
        return url;
    }

    /** Returns the settings that a client needs besides the URL, secrets among them. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Returns URL and settings together. */
    public ReplicaOptions options() {
        return ReplicaOptions.of(ReplicaUrl.parse(url)).withSettings(settings);
    }

    /** Returns the server. */
    public TestServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
