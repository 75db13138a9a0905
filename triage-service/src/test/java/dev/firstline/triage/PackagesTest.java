package dev.firstline.triage;

import dev.firstline.platform.testing.PackageRules;
import org.junit.jupiter.api.Test;

class PackagesTest {

    @Test
    void packagesKnowOnlyWhatTheyMayKnow() {
        PackageRules.check("dev.firstline.triage");
    }
}
