package io.litestream4j;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** The design's rules on who may use what. */
@AnalyzeClasses(packages = "io.litestream4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String ENGINE_THREADS = "io\\.litestream4j\\.EngineThreads(\\$.*)?";

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.litestream4j.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aPackageUsesLowerTiersOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("disk")
            .definedBy("io.litestream4j.io..")
            .layer("sqlite")
            .definedBy("io.litestream4j.sqlite..")
            .layer("formats")
            .definedBy("io.litestream4j.wal..", "io.litestream4j.ltx..")
            .layer("stores")
            .definedBy("io.litestream4j.staging..", "io.litestream4j.replica..", "io.litestream4j.status..")
            .layer("pipelines")
            .definedBy(
                    "io.litestream4j.capture..",
                    "io.litestream4j.upload..",
                    "io.litestream4j.compaction..",
                    "io.litestream4j.restore..",
                    "io.litestream4j.verify..",
                    "io.litestream4j.rollforward..")
            .layer("engine")
            .definedBy("io.litestream4j")
            .whereLayer("sqlite")
            .mayOnlyBeAccessedByLayers("formats", "stores", "pipelines", "engine")
            .whereLayer("formats")
            .mayOnlyBeAccessedByLayers("stores", "pipelines", "engine")
            .whereLayer("stores")
            .mayOnlyBeAccessedByLayers("pipelines", "engine")
            .whereLayer("pipelines")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("engine")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule walDoesNotKnowLtx = doesNotKnow("wal", "ltx");

    @ArchTest
    static final ArchRule ltxDoesNotKnowWal = doesNotKnow("ltx", "wal");

    @ArchTest
    static final ArchRule captureDoesNotKnowTheReplica = doesNotKnow("capture", "replica", "upload", "restore");

    @ArchTest
    static final ArchRule uploadDoesNotKnowTheDatabase = doesNotKnow("upload", "sqlite", "wal", "capture", "restore");

    @ArchTest
    static final ArchRule compactionDoesNotKnowTheLocalSide =
            doesNotKnow("compaction", "staging", "sqlite", "wal", "capture", "upload");

    @ArchTest
    static final ArchRule restoreDoesNotKnowTheLocalSide =
            doesNotKnow("restore", "wal", "staging", "capture", "upload");

    @ArchTest
    static final ArchRule verifyKnowsTheReplicaOnly =
            doesNotKnow("verify", "sqlite", "wal", "staging", "capture", "upload", "compaction");

    @ArchTest
    static final ArchRule rollForwardOnlyLooks = doesNotKnow("rollforward", "capture", "upload", "restore");

    @ArchTest
    static final ArchRule leaseKnowsNoData =
            doesNotKnow("lease", "sqlite", "wal", "ltx", "staging", "capture", "upload", "restore");

    @ArchTest
    static final ArchRule marksKnowNoData =
            doesNotKnow("mark", "sqlite", "wal", "staging", "capture", "upload", "compaction", "restore");

    @ArchTest
    static final ArchRule stagingDoesNotKnowTheReplica = doesNotKnow("staging", "replica");

    @ArchTest
    static final ArchRule replicaDoesNotKnowStaging = doesNotKnow("replica", "staging");

    @ArchTest
    static final ArchRule onlySqliteTalksToTheDriver = noClasses()
            .that()
            .resideOutsideOfPackage("io.litestream4j.sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule onlyLtxCompresses = noClasses()
            .that()
            .resideOutsideOfPackages("io.litestream4j.ltx..", "io.litestream4j.restore.v03")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.jpountz..");

    @ArchTest
    static final ArchRule onlyIoAndSqliteOpenFiles = noClasses()
            .that()
            .resideOutsideOfPackages("io.litestream4j.io..", "io.litestream4j.sqlite..")
            .should()
            .callMethodWhere(target(owner(type(Files.class)))
                    .and(target(nameMatching(
                            "new(Input|Output)Stream|newByteChannel|copy|write.*|readAll.*|readString|lines"))))
            .orShould()
            .callMethodWhere(target(owner(type(FileChannel.class).or(type(AsynchronousFileChannel.class))))
                    .and(target(nameMatching("open"))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(FileInputStream.class, FileOutputStream.class, RandomAccessFile.class)
            .because("closing a descriptor of a database file drops SQLite's locks");

    @ArchTest
    static final ArchRule threadsAreMadeInOnePlace = noClasses()
            .that()
            .haveNameNotMatching(ENGINE_THREADS)
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .callMethodWhere(
                    target(owner(type(Thread.class).or(type(TimeUnit.class)))).and(target(nameMatching("sleep"))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Executors.class);

    @ArchTest
    static final ArchRule formatsAndPlansKnowNoTimeAndNoThreads = noClasses()
            .that()
            .resideInAnyPackage("io.litestream4j.ltx..", "io.litestream4j.wal..")
            .or()
            .haveSimpleNameEndingWith("Planner")
            .or()
            .haveSimpleNameEndingWith("Policy")
            .should()
            .callMethodWhere(target(owner(type(Instant.class))).and(target(nameMatching("now"))))
            .orShould()
            .callMethodWhere(target(owner(type(System.class))).and(target(nameMatching("currentTimeMillis|nanoTime"))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Clock.class)
            .because("decisions are functions of values");

    @ArchTest
    static final ArchRule coreKnowsNoFramework = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "io.micrometer..", "tools.jackson..");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule staticFieldsAreFinal =
            fields().that().areStatic().should().beFinal().because("there is no static mutable state");

    @ArchTest
    static final ArchRule optionalIsForResults = noFields().should().haveRawType(Optional.class);

    @ArchTest
    static final ArchRule nobodyPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule loggingGoesThroughSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    private static ArchRule doesNotKnow(String user, String... used) {
        String[] packages = new String[used.length];
        for (int i = 0; i < used.length; i++) {
            packages[i] = "io.litestream4j." + used[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("io.litestream4j." + user + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package without @NullMarked"));
            }
        };
    }
}
