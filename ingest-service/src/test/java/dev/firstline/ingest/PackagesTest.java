package dev.firstline.ingest;

import dev.firstline.platform.testing.PackageRules;
import org.junit.jupiter.api.Test;

class PackagesTest {

    @Test
    void packagesKnowOnlyWhatTheyMayAndEveryRemoteMethodNamesItsRoles() {
        PackageRules.check("dev.firstline.ingest");
    }
}
