package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.HazardMode;
import io.litestream4j.HazardOptions;
import io.litestream4j.LeaseMode;
import io.litestream4j.LeaseOptions;
import io.litestream4j.OnFenced;
import io.litestream4j.ProbeMode;
import io.litestream4j.RestoreOptions;
import io.litestream4j.UpkeepOptions;
import io.litestream4j.VerificationOptions;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.OnBehind;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.verify.VerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

/** Tests for {@link DatabaseSettings}, {@link DatabaseSettingsResolver} and {@link LitestreamProperties}. */
class DatabaseSettingsTests {

    private static final String URL = "litestream.replica.url=file:///backup";

    private static final LeaseOptions REQUIRED =
            new LeaseOptions(LeaseMode.REQUIRED, Duration.ofSeconds(30), Duration.ofMinutes(5));

    @Test
    void defaultsAreTheEngines() {
        DatabaseOptions expected = DatabaseOptions.builder(Path.of("notes.db"), ReplicaUrl.parse("file:///backup"))
                .name("dataSource")
                .build();
        assertThat(options(URL)).isEqualTo(expected);
    }

    @Test
    void targetCanBeAMark() {
        assertThat(options(URL, "litestream.restore.mark=before-v42").restore().target())
                .isEqualTo(new RestoreTarget.AtMark("before-v42"));
    }

    @Test
    void markAndAnotherTargetCannotBothBeSet() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() ->
                        options(URL, "litestream.restore.txid=00000000000000ff", "litestream.restore.mark=before-v42"))
                .withMessageContaining("restore.txid and restore.mark cannot both be set");
    }

    @Test
    void nameThatNoMarkCanHaveIsRefused() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.restore.mark=before v42"))
                .withMessageContaining("'before v42' cannot be the name of a mark");
    }

    @ParameterizedTest
    @CsvSource({
        "restore.txid, zz, restore.txid: 'zz' is not a TXID",
        "restore.mark, ../x, restore.mark: '../x' cannot be",
        "replica.url, foo, replica.url: replica URL has no scheme",
        "replica.url, file:///a b, replica.url: replica URL cannot be parsed"
    })
    void theKeyOfAValueThatIsNotValidIsNamed(String key, String value, String message) {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream." + key + "=" + value))
                .withMessageContaining("'litestream.databases.dataSource' is not valid: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"txid", "timestamp", "mark"})
    void anEmptyTargetIsNone(String key) {
        assertThat(options(URL, "litestream.restore." + key + "=${UNSET:}")
                        .restore()
                        .target())
                .isEqualTo(new RestoreTarget.Latest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"txid=00000000000000ff", "timestamp=2026-11-20T12:00:00Z", "mark=before-v42"})
    void anEmptyTargetOfADatabaseWinsOverAGlobalOne(String target) {
        String key = target.substring(0, target.indexOf('='));
        assertThat(options(URL, "litestream.restore." + target, "litestream.databases.dataSource.restore." + key + "=")
                        .restore()
                        .target())
                .isEqualTo(new RestoreTarget.Latest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"txid=00000000000000ff", "timestamp=2026-11-20T12:00:00Z", "mark=before-v42"})
    void aTargetOfARestoreThatNeverHappensIsRefused(String target) {
        String key = "restore." + target.substring(0, target.indexOf('='));
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.restore.on-start=never", "litestream.restore." + target))
                .withMessageContaining("restore.on-start=never and " + key + " cannot both be set");
    }

    @Test
    void atLeastOneAutomaticMarkIsKept() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.marks.keep=0"))
                .withMessageContaining("marks.keep must be at least 1, not 0");
    }

    @Test
    void defaultsAreTheEnginesForAStoreThatBillsRequests() {
        assertThat(options("litestream.replica.url=s3://bucket/notes").syncInterval())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void upkeepReachesTheEngine() {
        UpkeepOptions upkeep = options(
                        URL,
                        "litestream.levels[0].interval=10s",
                        "litestream.levels[1].interval=1m",
                        "litestream.snapshot.interval=12h",
                        "litestream.snapshot.retention=48h",
                        "litestream.snapshot.keep.daily=7",
                        "litestream.snapshot.keep.weekly=4",
                        "litestream.snapshot.keep.monthly=12",
                        "litestream.l0-retention=0",
                        "litestream.retention.enabled=false",
                        "litestream.local.max-size=1MB")
                .upkeep();
        assertThat(upkeep)
                .isEqualTo(new UpkeepOptions(
                        List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)),
                        Duration.ofHours(12),
                        null,
                        Duration.ofHours(48),
                        Duration.ZERO,
                        false,
                        7,
                        4,
                        12,
                        1 << 20));
    }

    @Test
    void snapshotsAreTakenAtTheTimesOfACronExpression() {
        UpkeepOptions upkeep = options(
                        URL, "litestream.snapshot.cron=0 30 3 * * *", "litestream.snapshot.zone=Europe/Berlin")
                .upkeep();
        assertThat(Objects.requireNonNull(upkeep.snapshotTimes()).apply(Instant.parse("2027-01-31T12:00:00Z")))
                .isEqualTo(Instant.parse("2027-02-01T02:30:00Z"));
    }

    @Test
    void badUpkeepIsNamed() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.snapshot.cron=at noon"))
                .withMessageContaining("snapshot.cron");
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.levels[0].interval=1m", "litestream.levels[1].interval=30s"))
                .withMessageContaining("levels");
    }

    @Test
    void everySettingReachesTheEngine() {
        DatabaseOptions options = options(
                URL,
                "litestream.meta-path=/meta",
                "litestream.monitor-interval=2s",
                "litestream.sync-interval=3s",
                "litestream.checkpoint-interval=4m",
                "litestream.min-checkpoint-page-count=5",
                "litestream.truncate-page-n=6",
                "litestream.busy-timeout=7s",
                "litestream.shutdown-sync-timeout=8s",
                "litestream.lease.mode=required",
                "litestream.lease.ttl=9s",
                "litestream.lease.wait=10s",
                "litestream.verification.interval=11s",
                "litestream.verification.mode=full",
                "litestream.on-fenced=read-only",
                "litestream.probe=fail",
                "litestream.hazards.wal-reset-bug=warn",
                "litestream.hazards.network-file-system=fail");
        assertThat(options)
                .isEqualTo(DatabaseOptions.builder(Path.of("notes.db"), ReplicaUrl.parse("file:///backup"))
                        .name("dataSource")
                        .metaPath(Path.of("/meta"))
                        .monitorInterval(Duration.ofSeconds(2))
                        .syncInterval(Duration.ofSeconds(3))
                        .checkpointInterval(Duration.ofMinutes(4))
                        .minCheckpointPageCount(5)
                        .truncatePageN(6)
                        .busyTimeout(Duration.ofSeconds(7))
                        .shutdownSyncTimeout(Duration.ofSeconds(8))
                        .lease(new LeaseOptions(LeaseMode.REQUIRED, Duration.ofSeconds(9), Duration.ofSeconds(10)))
                        .verification(new VerificationOptions(Duration.ofSeconds(11), VerifyMode.FULL))
                        .onFenced(OnFenced.READ_ONLY)
                        .probe(ProbeMode.FAIL)
                        .hazards(new HazardOptions(HazardMode.WARN, HazardMode.FAIL))
                        .build());
    }

    @Test
    void everyRestoreSettingReachesTheEngine() {
        DatabaseOptions options = options(
                URL,
                "litestream.restore.on-start=always",
                "litestream.restore.timestamp=2026-11-20T12:00:00Z",
                "litestream.restore.require-backup=true",
                "litestream.restore.integrity-check=full",
                "litestream.restore.parallelism=3",
                "litestream.restore.timeout=9s",
                "litestream.restore.on-behind=fail");
        assertThat(options.restore())
                .isEqualTo(new RestoreOptions(
                        RestorePolicy.ALWAYS,
                        new RestoreTarget.AtTime(Instant.parse("2026-11-20T12:00:00Z")),
                        true,
                        IntegrityCheckMode.FULL,
                        3,
                        Duration.ofSeconds(9),
                        OnBehind.FAIL));
    }

    @Test
    void txidIsARestoreTarget() {
        assertThat(options(URL, "litestream.restore.txid=00000000000000ff")
                        .restore()
                        .target())
                .isEqualTo(new RestoreTarget.AtTxId(new TxId(255)));
    }

    @Test
    void settingsOfADatabaseWinOverGlobalOnes() {
        DatabaseOptions options = options(
                URL,
                "litestream.monitor-interval=2s",
                "litestream.restore.timeout=3s",
                "litestream.databases.data-source.monitor-interval=4s",
                "litestream.databases.dataSource.restore.require-backup=true");
        assertThat(options.monitorInterval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(options.restore().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.restore().requireBackup()).isTrue();
    }

    @Test
    void replicaSettingsReachTheClientInItsOwnForms() {
        DatabaseOptions options = options(
                URL,
                "litestream.replica.secret-access-key=hunter2",
                "litestream.replica.forcePathStyle=true",
                "litestream.replica.part-size=6MB",
                "litestream.replica.max-attempts=3",
                "litestream.replica.request-timeout=1500ms",
                "litestream.replica.key-path=/keys/id",
                "litestream.replica.sse-customer-key-md5=x");
        assertThat(options.replica().text("secret-access-key")).contains("hunter2");
        assertThat(options.replica().flag("force-path-style", false)).isTrue();
        assertThat(options.replica().bytes("part-size", 1)).isEqualTo(6 << 20);
        assertThat(options.replica().count("max-attempts", 1)).isEqualTo(3);
        assertThat(options.replica().duration("request-timeout", Duration.ofDays(1)))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(options.replica().text("key-path")).contains("/keys/id");
        assertThat(options.replica().text("sse-customer-key-md5")).contains("x");
        assertThat(options.replica().text("url")).isEmpty();
    }

    @Test
    void replicaSettingsAreInheritedAndCanBeOverridden() {
        DatabaseOptions options = options(
                URL,
                "litestream.replica.region=eu",
                "litestream.replica.profile=backup",
                "litestream.databases.dataSource.replica.region=us");
        assertThat(options.replica().text("region")).contains("us");
        assertThat(options.replica().text("profile")).contains("backup");
    }

    @Test
    void settingsOfOtherDatabasesDoNotMatter() {
        assertThat(options(URL, "litestream.databases.other.monitor-interval=4s")
                        .monitorInterval())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void placeholdersAreReplaced() {
        assertThat(options(URL, "wait=4s", "litestream.databases.dataSource.monitor-interval=${wait}")
                        .monitorInterval())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void databasesThatShareAPlaceHaveAFolderEach() {
        DatabaseOptions options =
                sideOptions("litestream.replica.url=s3://bucket/app?region=eu", "litestream.meta-path=/meta");
        assertThat(options.replicaUrl().uri()).hasToString("s3://bucket/app/my%20side?region=eu");
        assertThat(options.metaPath()).isEqualTo(Path.of("/meta/my side"));
    }

    @Test
    void aPlaceOfItsOwnIsTakenAsItIs() {
        DatabaseOptions options = sideOptions(
                URL,
                "litestream.databases.myside.replica.url=file:///side",
                "litestream.databases.myside.meta-path=/side-meta");
        assertThat(options.replicaUrl().uri()).hasToString("file:///side");
        assertThat(options.metaPath()).isEqualTo(Path.of("/side-meta"));
    }

    @Test
    void oneLeaseLiesAtTheUrlOfAll() {
        DatabaseOptions options = sideOptions(
                "litestream.replica.url=s3://bucket/app?region=eu",
                "litestream.lease.mode=required",
                "litestream.lease.scope=root");
        assertThat(options.lease()).isEqualTo(REQUIRED.sharedAt(ReplicaUrl.parse("s3://bucket/app?region=eu")));
        assertThat(options.replicaUrl()).hasToString("s3://bucket/app/my%20side");
    }

    @Test
    void aLeaseOfItsOwnIsTheDefault() {
        assertThat(sideOptions(URL, "litestream.lease.mode=required").lease()).isEqualTo(REQUIRED);
    }

    @Test
    void oneLeaseThatIsNotAskedForNeedsNoPlace() {
        DatabaseOptions options =
                sideOptions("litestream.databases.myside.replica.url=file:///side", "litestream.lease.scope=root");
        assertThat(options.lease()).isEqualTo(LeaseOptions.DEFAULTS);
    }

    @Test
    void aReplicaOutsideThePlaceOfTheLeaseIsRefused() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> sideOptions(
                        URL,
                        "litestream.databases.myside.replica.url=file:///side",
                        "litestream.lease.mode=required",
                        "litestream.lease.scope=root"))
                .withMessageContaining("file:///backup ")
                .withMessageContaining("file:///side ")
                .withMessageContaining("lease.scope=database");
    }

    @Test
    void oneLeaseNeedsAUrlForAll() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> sideOptions(
                        "litestream.databases.myside.replica.url=file:///side",
                        "litestream.lease.mode=required",
                        "litestream.lease.scope=root"))
                .withMessageContaining("needs litestream.replica.url");
    }

    @Test
    void txidAndTimestampTogetherAreRefused() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(
                        URL,
                        "litestream.restore.txid=00000000000000ff",
                        "litestream.restore.timestamp=2026-11-20T12:00:00Z"))
                .withMessageContaining("'dataSource'")
                .withMessageContaining("restore.txid and restore.timestamp cannot both be set");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.monitor-interval=0s"))
                .withMessageContaining("monitor-interval must be positive");
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.verification.interval=0s"))
                .withMessageContaining("verification.interval must be positive");
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.restore.timeout=-1s"))
                .withMessageContaining("restore.timeout must be positive, not PT-1S");
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(URL, "litestream.monitor-interval=365000000d"))
                .withMessageContaining("monitor-interval must be at most 36500d");
    }

    @Test
    void aReplicaUrlThatIsNoneIsRefused() {
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options("litestream.replica.url=backup"))
                .withMessageContaining("no scheme");
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> options(URL, "litestream.busy-timeout=soon"));
    }

    @Test
    void propertiesDoNotShowTheReplicasSecrets() {
        LitestreamProperties properties = settings(
                        "dataSource",
                        "litestream.replica.url=s3://key:secret@bucket/notes",
                        "litestream.replica.secret-access-key=secret")
                .properties();
        assertThat(properties).asString().doesNotContain("secret");
    }

    private static DatabaseOptions options(String... properties) {
        return optionsOf("dataSource", properties);
    }

    private static DatabaseOptions sideOptions(String... properties) {
        return optionsOf("my side", properties);
    }

    private static DatabaseOptions optionsOf(String bean, String... properties) {
        DatabaseSettings settings = settings(bean, properties);
        return settings.toOptions(
                Path.of("notes.db"),
                Objects.requireNonNull(settings.properties().replica().url()),
                new ReplicaOptionsFactory(new DefaultListableBeanFactory()));
    }

    private static DatabaseSettings settings(String bean, String... properties) {
        StandardEnvironment environment = new StandardEnvironment();
        TestPropertyValues.of(properties).applyTo(environment);
        return new DatabaseSettingsResolver(environment, "dataSource"::equals).settings(bean);
    }
}
