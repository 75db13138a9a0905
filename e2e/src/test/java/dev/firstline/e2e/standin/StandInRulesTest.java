package dev.firstline.e2e.standin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class StandInRulesTest {
    private static final String STAND_INS = "dev.firstline.e2e.standin..";
    private static final String FAULTS = "dev.firstline.e2e.fault..";
    private final JavaClasses classes = imported();

    /** A stand-in that shared code with what it tests would share its mistakes. */
    @Test
    void standInsKnowNothingElseOfFirstline() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.firstline..").and(resideOutsideOfPackages(STAND_INS, FAULTS)))
                .check(classes);
    }

    /** Faults are about calls and bytes, whoever is behind them. */
    @Test
    void faultsKnowNoVendor() {
        noClasses()
                .that()
                .resideInAPackage(FAULTS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(STAND_INS)
                .check(classes);
    }

    private static JavaClasses imported() {
        // Names decide here: looking into the JDK and the libraries as well would only take time.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.firstline.e2e.standin", "dev.firstline.e2e.fault");
    }
}
