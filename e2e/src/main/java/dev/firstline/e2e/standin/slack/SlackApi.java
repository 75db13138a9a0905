package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;
import dev.firstline.e2e.standin.Effects;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Reply;
import dev.firstline.e2e.standin.Request;
import dev.firstline.e2e.standin.Vendor;
import java.util.List;
import java.util.Set;

/**
 * The Web API: which method, with whose token, how often.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/">Slack: using the Web API</a>
 */
final class SlackApi implements Vendor {
    private static final String PREFIX = "/api/";
    private final SlackWorkspace workspace;
    private final SlackChat chat;
    private final SlackConversations conversations;
    private final SlackChannelList channels;

    SlackApi(SlackWorkspace workspace) {
        this.workspace = workspace;
        this.chat = new SlackChat(workspace);
        this.conversations = new SlackConversations(workspace);
        this.channels = new SlackChannelList(workspace);
    }

    @Override
    public String kind(Request request) {
        return request.path().startsWith(PREFIX) ? request.path().substring(PREFIX.length()) : request.path();
    }

    @Override
    public Reply answer(Request request, Effects effects) {
        String method = kind(request);
        try {
            boolean writes = method.startsWith("chat.");
            SlackArguments arguments = SlackArguments.of(request, writes || method.equals("auth.test"));
            synchronized (workspace) {
                Set<String> scopes = scopes(request, arguments);
                return answered(call(method, arguments, scopes, effects), arguments)
                        .with("X-OAuth-Scopes", String.join(",", scopes))
                        .with("X-Accepted-OAuth-Scopes", needed(method));
            }
        } catch (SlackProblem problem) {
            return problem.reply();
        }
    }

    private ObjectNode call(String method, SlackArguments arguments, Set<String> scopes, Effects effects) {
        if (!needed(method).isEmpty() && !scopes.contains(needed(method))) {
            throw SlackProblem.missingScope(needed(method), String.join(",", scopes));
        }
        boolean special = method.equals("chat.postMessage") || method.equals("auth.test");
        if (!special) workspace.gate().call(method);
        return switch (method) {
            case "auth.test" -> identity();
            case "conversations.list" -> channels.list(arguments, scopes);
            case "conversations.info" -> conversations.info(arguments);
            case "conversations.history" -> conversations.history(arguments);
            case "conversations.replies" -> conversations.replies(arguments);
            case "chat.postMessage" -> chat.post(arguments, scopes, effects);
            case "chat.update" -> chat.update(arguments, effects);
            case "chat.delete" -> chat.delete(arguments, effects);
            default -> throw SlackProblem.of("unknown_method");
        };
    }

    private Set<String> scopes(Request request, SlackArguments arguments) {
        String token =
                request.bearer().or(() -> arguments.text("token")).orElseThrow(() -> SlackProblem.of("not_authed"));
        return workspace.scopes(token).orElseThrow(() -> SlackProblem.of("invalid_auth"));
    }

    private static String needed(String method) {
        return switch (method) {
            case "conversations.info" -> "channels:read";
            case "conversations.history", "conversations.replies" -> "channels:history";
            case "chat.postMessage", "chat.update", "chat.delete" -> "chat:write";
            default -> "";
        };
    }

    private static Reply answered(ObjectNode body, SlackArguments arguments) {
        ObjectNode answer = Json.object().put("ok", true);
        answer.setAll(body);
        arguments.warnings().ifPresent(warning -> {
            answer.put("warning", warning);
            answer.withObject("/response_metadata").set("warnings", Json.texts(List.of(warning)));
        });
        return Reply.json(200, answer);
    }

    private static ObjectNode identity() {
        return Json.object()
                .put("url", "https://stand-in.slack.example/")
                .put("team", "Stand-in")
                .put("user", "firstline")
                .put("team_id", SlackWorkspace.TEAM)
                .put("user_id", SlackWorkspace.BOT_USER)
                .put("bot_id", SlackWorkspace.BOT)
                .put("is_enterprise_install", false);
    }

    @Override
    public Reply refusal(Act.Refusal refusal) {
        return switch (refusal) {
            case Act.RateLimit limit -> SlackProblem.rateLimit(limit.retryAfterSeconds());
            case Act.Fail fail -> Reply.text(fail.status(), "upstream connect error");
            case Act.Refuse refuse -> SlackProblem.of(refuse.error()).reply();
        };
    }

    @Override
    public ObjectNode state() {
        synchronized (workspace) {
            return workspace.toJson();
        }
    }

    @Override
    public void configure(ObjectNode setting) {
        synchronized (workspace) {
            SlackSetting.apply(setting, workspace);
        }
    }
}
