package io.litestream4j.boot;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The design's rules on who may use what. */
@AnalyzeClasses(packages = "io.litestream4j.boot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.litestream4j.boot.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheWiringKnowsTheOthers = noClasses()
            .that()
            .resideOutsideOfPackage("io.litestream4j.boot.autoconfigure")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.litestream4j.boot.autoconfigure");

    @ArchTest
    static final ArchRule theEngineIsUsedThroughItsFrontDoor = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.litestream4j.io..",
                    "io.litestream4j.sqlite..",
                    "io.litestream4j.wal..",
                    "io.litestream4j.staging..",
                    "io.litestream4j.capture..",
                    "io.litestream4j.upload..");

    @ArchTest
    static final ArchRule onlyTheWrapperTalksToTheDriver = noClasses()
            .that()
            .resideOutsideOfPackages("io.litestream4j.boot.jdbc", "io.litestream4j.boot.autoconfigure")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule autoConfigurationsArePublicAndFinal = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .haveModifier(PUBLIC)
            .andShould()
            .haveModifier(FINAL);

    @ArchTest
    static final ArchRule beanMethodsArePackagePrivate =
            methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
}
