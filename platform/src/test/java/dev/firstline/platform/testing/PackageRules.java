package dev.firstline.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which package may know which, the same in every service, and that no remote method is open to the anonymous. A service's test
 * is one line: {@code PackageRules.check("dev.firstline.ingest")}.
 */
public final class PackageRules {

    private static final String PROTO = "dev.firstline.proto..";

    /** What an adapter's package may be called. */
    private static final String[] ADAPTERS = {"source", "rule", "step", "action", "guard", "channel"};

    private PackageRules() {}

    /**
     * Checks a service's classes, without its tests.
     *
     * @param service the service's root package
     * @throws AssertionError naming each class that knows what it must not know
     */
    public static void check(String service) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(service);
        if (classes.isEmpty()) throw new AssertionError("no classes in " + service);
        for (ArchRule rule : rules(service)) rule.allowEmptyShould(true).check(classes);
    }

    private static List<ArchRule> rules(String service) {
        return List.of(
                domainKnowsOnlyTheJdk(service),
                adaptersKnowDomain(service),
                storeKnowsDomain(service),
                configKnowsDomain(service),
                apiDoesNotKnowLoop(service),
                everyRemoteMethodNamesItsRoles());
    }

    private static ArchRule domainKnowsOnlyTheJdk(String service) {
        return classes()
                .that()
                .resideInAPackage(service + ".domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", service + ".domain..")
                .because("domain decides purely: no framework, no clock, no I/O");
    }

    private static ArchRule adaptersKnowDomain(String service) {
        return noClasses()
                .that()
                .resideInAnyPackage(inside(service, ADAPTERS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(
                        inside(service, "api", "loop", "store", "config"),
                        PROTO,
                        "dev.firstline.platform.database..",
                        "dev.firstline.platform.duework.."))
                .because("an adapter knows the domain and its vendor's client, nothing else");
    }

    private static ArchRule storeKnowsDomain(String service) {
        return noClasses()
                .that()
                .resideInAPackage(service + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(with(inside(service, "api", "loop"), inside(service, ADAPTERS)), PROTO))
                .because("a store knows the domain and the platform; proto meets domain in api");
    }

    private static ArchRule configKnowsDomain(String service) {
        return noClasses()
                .that()
                .resideInAPackage(service + ".config..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(service + "..", PROTO)
                        .and(not(resideInAnyPackage(inside(service, "config", "domain")))))
                .because("configuration is typed and validated by itself");
    }

    private static ArchRule apiDoesNotKnowLoop(String service) {
        return noClasses()
                .that()
                .resideInAPackage(service + ".api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(inside(service, "loop"))
                .because("what runs by itself is woken by rows, not by calls");
    }

    private static ArchRule everyRemoteMethodNamesItsRoles() {
        return methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(GrpcService.class)
                .and(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "answer a call",
                        method -> method.getRawReturnType().isEquivalentTo(Uni.class)
                                || method.getRawReturnType().isEquivalentTo(Multi.class)))
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .because("a call without a role is open to anonymous ones");
    }

    private static String[] inside(String service, String... packages) {
        return Stream.of(packages).map(name -> service + "." + name + "..").toArray(String[]::new);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }
}
