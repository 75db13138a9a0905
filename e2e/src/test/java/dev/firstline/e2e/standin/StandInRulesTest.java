package dev.firstline.e2e.standin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = {"dev.firstline.e2e.standin", "dev.firstline.e2e.fault"})
class StandInRulesTest {

    /** A stand-in that shared code with what it tests would share its mistakes. */
    @ArchTest
    static final ArchRule standInsKnowNothingOfFirstline = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are Firstline's own",
                    (JavaClass used) -> used.getPackageName().startsWith("dev.firstline.")
                            && !used.getPackageName().startsWith("dev.firstline.e2e.standin")
                            && !used.getPackageName().startsWith("dev.firstline.e2e.fault")));

    /** Faults are about calls and bytes, whoever is behind them. */
    @ArchTest
    static final ArchRule faultsKnowNoVendor = noClasses()
            .that()
            .resideInAPackage("dev.firstline.e2e.fault")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.firstline.e2e.standin..");
}
