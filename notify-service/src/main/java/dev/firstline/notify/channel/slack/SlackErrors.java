package dev.firstline.notify.channel.slack;

import java.util.Set;

/**
 * What Slack's errors ask of us.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">Slack: chat.postMessage, errors</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update#errors">Slack: chat.update, errors</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.delete#errors">Slack: chat.delete, errors</a>
 */
enum SlackErrors {
    /** Somebody has to mend the token or its scopes; the same may succeed after that. */
    TOKEN,
    /** Somebody has to mend the channel: its name, the bot's membership, the workspace's rules. */
    CHANNEL,
    /** The message that was to be changed or answered is gone. */
    ROOT_GONE,
    /** This very text, edit or removal will never be taken; the next one may. */
    MESSAGE,
    /** It can be tried again as it is. */
    AGAIN;

    private static final Set<String> OF_THE_TOKEN = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "no_permission",
            "missing_scope",
            "missing_scopes",
            "access_denied",
            "not_allowed_token_type",
            "org_login_required",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "two_factor_setup_required");
    private static final Set<String> OF_A_SCOPE = Set.of("missing_scope", "missing_scopes");
    private static final Set<String> OF_THE_ROOT = Set.of("message_not_found", "thread_not_found");
    private static final Set<String> OF_THE_MESSAGE = Set.of(
            "msg_too_long",
            "no_text",
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_metadata_format",
            "invalid_metadata_schema",
            "metadata_too_large",
            "edit_window_closed",
            "cant_update_message",
            "cant_delete_message",
            "compliance_exports_prevent_deletion");
    private static final Set<String> AS_IT_IS = Set.of("request_timeout", "accesslimited", "team_added_to_org");

    /** What an error asks. One that Slack invents later is taken for the channel's: told, and tried again now and then. */
    static SlackErrors of(String error) {
        if (OF_THE_TOKEN.contains(error)) return TOKEN;
        if (OF_THE_ROOT.contains(error)) return ROOT_GONE;
        if (OF_THE_MESSAGE.contains(error)) return MESSAGE;
        if (AS_IT_IS.contains(error)) return AGAIN;
        return CHANNEL;
    }

    /** Whether the token is right, and only may not do this. */
    static boolean isMissingScope(SlackReply reply) {
        return reply instanceof SlackReply.Refused refused && OF_A_SCOPE.contains(refused.error());
    }
}
