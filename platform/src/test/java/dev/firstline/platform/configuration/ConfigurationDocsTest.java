package dev.firstline.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.duework.DueWorkConfig;
import dev.firstline.platform.security.ServiceToken;
import dev.firstline.platform.security.Subjects;
import dev.firstline.platform.testing.DocumentedConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

    @Test
    void thePageNamesEachPropertyWithItsDefaultAndNoOther() {
        assertThat(DocumentedConfiguration.differences(
                        "platform",
                        DueWorkConfig.class,
                        ServiceToken.ServiceTokenConfig.class,
                        Subjects.SubjectsConfig.class))
                .isEmpty();
    }

    @Test
    void thePageNamesWhateverTheCommonSettingsRead() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        String common = page.substring(page.indexOf("## common"), page.indexOf("## TLS"));
        String settings = Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties"));
        Matcher read = Pattern.compile("\\$\\{(firstline\\.[a-z.-]+)").matcher(settings);
        assertThat(read.results().map(match -> "`" + match.group(1) + "`"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(common).contains(name));
    }
}
