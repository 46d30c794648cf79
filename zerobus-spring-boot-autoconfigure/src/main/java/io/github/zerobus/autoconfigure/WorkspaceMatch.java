package io.github.zerobus.autoconfigure;

import io.github.zerobus.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that endpoint and workspace belong together, as far as their host names allow: each cloud has its own domain,
 * and on two of them the host of a workspace contains its id. Unknown hosts are accepted.
 */
final class WorkspaceMatch {

    private static final List<String> CLOUDS =
            List.of(".gcp.databricks.com", ".cloud.databricks.com", ".azuredatabricks.net");
    private static final Pattern WORKSPACE_ID =
            Pattern.compile("(?:adb-(\\d+)\\.\\d+\\.azuredatabricks\\.net|(\\d+)\\.\\d+\\.gcp\\.databricks\\.com)");

    private WorkspaceMatch() {}

    static void check(Endpoint endpoint, URI workspace) {
        String host = String.valueOf(workspace.getHost()).toLowerCase(Locale.ROOT);
        Optional<String> cloud = cloud(endpoint.host().toLowerCase(Locale.ROOT));
        Optional<String> other = cloud(host);
        if (cloud.isPresent() && other.isPresent() && !cloud.equals(other)) {
            throw mismatch("zerobus.endpoint is a host of *" + cloud.get()
                    + ", but zerobus.workspace-url is a host of *" + other.get());
        }
        Matcher id = WORKSPACE_ID.matcher(host);
        if (cloud.isPresent() && id.matches()) {
            String expected = id.group(1) == null ? id.group(2) : id.group(1);
            if (!expected.equals(endpoint.workspaceId())) {
                throw mismatch("zerobus.endpoint belongs to workspace " + endpoint.workspaceId()
                        + ", but zerobus.workspace-url is that of workspace " + expected);
            }
        }
    }

    private static Optional<String> cloud(String host) {
        return CLOUDS.stream().filter(host::endsWith).findFirst();
    }

    private static ZerobusConfigurationException mismatch(String description) {
        return new ZerobusConfigurationException(
                description,
                "Set both to the same workspace: the host of the endpoint starts with the id of the workspace that"
                        + " issues the tokens.");
    }
}
