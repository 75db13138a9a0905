package dev.firstline.notify.domain;

import static dev.firstline.notify.domain.ThreadPlan.Step.EDIT;
import static dev.firstline.notify.domain.ThreadPlan.Step.LOOK;
import static dev.firstline.notify.domain.ThreadPlan.Step.POST;
import static dev.firstline.notify.domain.ThreadPlan.Step.REPLY;
import static dev.firstline.notify.domain.ThreadPlan.Step.SETTLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.domain.ThreadPlan.Step;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadPlanTest {

    enum Row {
        NOTHING_POSTED_IS_POSTED(false, false, true, Doubt.NONE, POST),
        AN_UNSEEN_POST_IS_LOOKED_FOR_FIRST(false, false, true, Doubt.LOOK, LOOK),
        ALL_TOLD_IS_ALL_DONE(true, true, false, Doubt.NONE),
        ALL_TOLD_NEEDS_NO_LOOK(true, true, false, Doubt.LOOK),
        A_NEW_STATE_IS_EDITED(true, false, false, Doubt.NONE, EDIT),
        AN_EDIT_NEEDS_NO_LOOK(true, false, false, Doubt.LOOK, EDIT),
        NEW_LINES_ARE_REPLIED(true, true, true, Doubt.NONE, REPLY),
        AN_UNSEEN_REPLY_IS_LOOKED_FOR_FIRST(true, true, true, Doubt.LOOK, LOOK),
        A_SHORT_BUDGET_FOR_EDITS_DOES_NOT_HOLD_UP_REPLIES(true, false, true, Doubt.NONE, EDIT, REPLY),
        THE_TRUTH_IS_RESTORED_BEFORE_ANYTHING_ELSE(true, false, true, Doubt.SETTLE, SETTLE),
        ALSO_WHERE_NOTHING_IS_KNOWN(false, false, true, Doubt.SETTLE, SETTLE);

        private final boolean posted;
        private final boolean current;
        private final boolean linesWait;
        private final Doubt doubt;
        private final List<Step> expected;

        Row(boolean posted, boolean current, boolean linesWait, Doubt doubt, Step... expected) {
            this.posted = posted;
            this.current = current;
            this.linesWait = linesWait;
            this.doubt = doubt;
            this.expected = List.of(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDoneNext(Row row) {
        assertThat(ThreadPlan.steps(row.posted, row.current, row.linesWait, row.doubt))
                .isEqualTo(row.expected);
    }
}
