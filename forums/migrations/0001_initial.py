import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('portals', '0001_initial'),
        ('portals', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='short address')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('title_vi', models.CharField(max_length=160, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=160, null=True, verbose_name='title')),
                ('title_de', models.CharField(max_length=160, null=True, verbose_name='title')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='what it is for')),
                ('description_vi', models.CharField(blank=True, max_length=300, null=True, verbose_name='what it is for')),
                ('description_en', models.CharField(blank=True, max_length=300, null=True, verbose_name='what it is for')),
                ('description_de', models.CharField(blank=True, max_length=300, null=True, verbose_name='what it is for')),
                ('rules', models.TextField(blank=True, verbose_name='standing order')),
                ('rules_vi', models.TextField(blank=True, null=True, verbose_name='standing order')),
                ('rules_en', models.TextField(blank=True, null=True, verbose_name='standing order')),
                ('rules_de', models.TextField(blank=True, null=True, verbose_name='standing order')),
                ('kind', models.CharField(choices=[('open', 'Open to every member'), ('members', 'For those admitted'), ('closed', 'Closed')], default='open', max_length=10, verbose_name='readers')),
                ('is_public', models.BooleanField(default=False, verbose_name='readable without signing in')),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
                ('subject_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='boards', to='portals.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'board',
                'verbose_name_plural': 'boards',
                'ordering': ('position', 'pk'),
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='board_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['open', 'members', 'closed'])), name='board_kind_known'), models.CheckConstraint(condition=models.Q(('is_public', False), ('kind', 'open'), _connector='OR'), name='board_public_is_open')],
            },
        ),
        migrations.CreateModel(
            name='BoardMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('member', 'Member'), ('moderator', 'Moderator')], default='member', max_length=10, verbose_name='role')),
                ('source', models.CharField(blank=True, max_length=40)),
                ('admitted_at', models.DateTimeField(auto_now_add=True, verbose_name='admitted')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='forums.board')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'admission to a board',
                'verbose_name_plural': 'admissions to boards',
                'ordering': (models.OrderBy(models.F('role'), descending=True), 'user__name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('board', 'user'), name='board_membership_once'), models.CheckConstraint(condition=models.Q(('role__in', ['member', 'moderator'])), name='board_role_known')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('body', models.TextField(max_length=20000, verbose_name='text')),
                ('html', models.TextField(editable=False)),
                ('client_id', models.UUIDField(editable=False)),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='written')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='edited')),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='hidden')),
                ('hidden_reason', models.CharField(blank=True, max_length=2000, verbose_name='why it is hidden')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('portal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='portals.portal')),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='forums.post')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ('thread', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('portal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portals.portal')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='forums.post')),
            ],
            options={
                'verbose_name': 'mention',
                'constraints': [models.UniqueConstraint(fields=('post', 'user'), name='mention_person_once'), models.UniqueConstraint(fields=('post', 'portal'), name='mention_portal_once'), models.CheckConstraint(condition=models.Q(models.Q(('portal__isnull', False), ('user', None)), models.Q(('portal', None), ('user__isnull', False)), _connector='OR'), name='mention_person_or_portal')],
            },
        ),
        migrations.CreateModel(
            name='PostVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
                ('html', models.TextField()),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='forums.post')),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'former text',
                'verbose_name_plural': 'former texts',
                'ordering': ('post', 'number'),
                'constraints': [models.UniqueConstraint(fields=('post', 'number'), name='post_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('agree', 'I agree'), ('thanks', 'Thank you'), ('idea', 'Good idea'), ('same', 'We see this too')], max_length=10)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='forums.post')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reaction',
                'ordering': ('created_at', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('post', 'user', 'kind'), name='reaction_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['agree', 'thanks', 'idea', 'same'])), name='reaction_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('kind', models.CharField(choices=[('discussion', 'Discussion'), ('question', 'Question'), ('announcement', 'Announcement')], default='discussion', max_length=12, verbose_name='kind')),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('is_locked', models.BooleanField(default=False, verbose_name='locked')),
                ('lock_reason', models.CharField(blank=True, max_length=2000, verbose_name='why it is locked')),
                ('is_pinned', models.BooleanField(default=False, verbose_name='pinned')),
                ('last_number', models.PositiveIntegerField(default=0, editable=False)),
                ('post_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='posts')),
                ('last_post_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last post')),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forums.post')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to=settings.AUTH_USER_MODEL)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='forums.board', verbose_name='board')),
                ('last_post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forums.post')),
                ('portal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='portals.portal')),
                ('subject_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='portals.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
                'ordering': ('-is_pinned', '-last_post_at', '-pk'),
                'indexes': [models.Index(fields=['board', '-is_pinned', '-last_post_at'], name='thread_board_list'), models.Index(fields=['-last_post_at'], name='thread_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['discussion', 'question', 'announcement'])), name='thread_kind_known'), models.CheckConstraint(condition=models.Q(('answer', None), ('kind', 'question'), _connector='OR'), name='thread_answer_to_question'), models.CheckConstraint(condition=models.Q(('post_count__lte', models.F('last_number'))), name='thread_count_within_numbers'), models.UniqueConstraint(fields=('subject_type', 'subject_id'), name='thread_one_per_subject')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='forums.thread'),
        ),
        migrations.CreateModel(
            name='ThreadRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='forums.thread')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reading mark',
                'constraints': [models.UniqueConstraint(fields=('user', 'thread'), name='thread_read_once')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('normal', 'Tell me when I am mentioned or answered'), ('watching', 'Tell me about every post'), ('muted', 'Tell me nothing')], default='normal', max_length=10, verbose_name='tell me')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='forums.thread')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'watch',
                'constraints': [models.UniqueConstraint(fields=('user', 'thread'), name='thread_watch_once'), models.CheckConstraint(condition=models.Q(('level__in', ['normal', 'watching', 'muted'])), name='watch_level_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('thread', 'number'), name='post_number_once'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('author', 'client_id'), name='post_client_id_once'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='post_number_from_one'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None), ('hidden_reason', '')), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='post_hidden_with_reason'),
        ),
    ]
